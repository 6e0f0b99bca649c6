import _ from 'lodash';
import type { Request, Response } from 'express';
import { escapeHtml } from './security/escape-html';

export function hello(req: Request, res: Response) {
  res.send(`<p>${escapeHtml(req.query.name as string)}</p>`);
}
