const asyncHandler = require('express-async-handler');

router.post('/users', asyncHandler(async (req, res) => res.json(await create(req.body.name))));
