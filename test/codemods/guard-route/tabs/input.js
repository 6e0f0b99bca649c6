const router = require('express').Router();

router.post(
	'/login',
	authenticate,
	login
);
