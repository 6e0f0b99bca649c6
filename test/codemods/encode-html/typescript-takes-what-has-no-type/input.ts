import _ from 'lodash';
import type { Request, Response } from 'express';

export function hello(req: Request, res: Response) {
  res.send(`<p>${req.query.name as string}</p>`);
}
