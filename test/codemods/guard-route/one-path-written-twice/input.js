router.post('/login', countAttempts);
router.get('/login', page);
router.post('/login', login);
