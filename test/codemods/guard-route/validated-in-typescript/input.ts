import { Router, type Request, type Response } from 'express';
import { loginLimiter } from './security';

export const users = Router();

users.post(
  '/users',
  loginLimiter,
  async (req: Request<{}, {}, { name: string }>, res: Response): Promise<void> => {
    res.status(201).json(await create(req.body.name));
  },
);
