router.get('/login', page); router.post('/login', login); router.post('/logout', logout);
