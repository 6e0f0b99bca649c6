router.post('/login', login;
