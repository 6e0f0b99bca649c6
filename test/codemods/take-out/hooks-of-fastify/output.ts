app.post('/login', { schema: {} }, login);
app.post('/a', login);
app.post('/b', { schema: {} }, login);
