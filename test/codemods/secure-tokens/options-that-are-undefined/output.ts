import * as jwt from 'jsonwebtoken';

export const claims = (token: string): Promise<object> =>
  new Promise((resolve, reject) => {
    jwt.verify(
      token,
      process.env.JWT_SECRET!,
      { algorithms: ['HS256'] },
      (error: Error | null, decoded: object) => (error ? reject(error) : resolve(decoded)),
    );
  });
