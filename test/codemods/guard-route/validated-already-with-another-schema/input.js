import { validate } from './security';
import { newUser } from './users.schema.js';

router.post('/users', validate({ body: newUser }), create);
