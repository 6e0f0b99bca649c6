import { Response } from 'express';

const options = { httpOnly: true, sameSite: 'lax' as const };

export function login(@Res() response: Response) {
  response.cookie('token', token, options);
  response.cookie('refresh_token', token, { httpOnly: true, sameSite: 'lax' });
}
