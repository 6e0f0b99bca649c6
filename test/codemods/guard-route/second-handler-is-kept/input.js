router.post('/login', csrf(), login, remember);
