const asyncHandler = require('express-async-handler');
const { validate, schemas } = require('./security');

router.post('/users', validate(schemas.postUsers), asyncHandler(async (req, res) => res.json(await create(req.body.name))));
