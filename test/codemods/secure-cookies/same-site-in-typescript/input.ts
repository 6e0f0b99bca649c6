import { Response } from 'express';

const options = { httpOnly: true };

export function login(@Res() response: Response) {
  response.cookie('token', token, options);
  response.cookie('refresh_token', token, { httpOnly: true });
}
