router.post('/users', [upload.none(), createUser]);
