import { Router } from 'express';
import { validate, publicMessage } from './security';

export const router = Router();

router.get('/', validate({}), (req, res) => load().catch((error: Error) => res.send(publicMessage(error))));
