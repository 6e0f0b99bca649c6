router.post('/login', [asToken, checkRoles], login);
