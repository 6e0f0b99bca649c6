const prefix = '/v1';

router.post(`${prefix}/login`, login);
router.post(prefix + '/login', login);
router.post(paths.login, login);
