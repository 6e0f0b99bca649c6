import { schemas, validate } from './security';

router.post('/users', validate(schemas.postUsers), create);
