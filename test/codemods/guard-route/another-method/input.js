router.put('/login', login);
