router.get(/^[\p{L}--[a-z]]$/v, letter);
router.post('/login', login);
