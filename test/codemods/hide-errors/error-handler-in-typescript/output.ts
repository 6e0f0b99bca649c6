import type { NextFunction, Request, Response } from "express";
import { publicMessage } from "./security";

export function errorHandler(err: Error, req: Request, res: Response, next: NextFunction) {
  res.status(500).json({ message: publicMessage(err), stack: publicMessage(err) });
}
