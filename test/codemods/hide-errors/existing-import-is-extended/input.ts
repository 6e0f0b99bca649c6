import { Router } from 'express';
import { validate } from './security';

export const router = Router();

router.get('/', validate({}), (req, res) => load().catch((error: Error) => res.send(error.message)));
