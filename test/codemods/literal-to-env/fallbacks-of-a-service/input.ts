import { ConfigService } from '@nestjs/config';

export const jwt = (config: ConfigService) => ({
  secret: config.get<string>('JWT_SECRET', 'dev'),
  other: config.getOrThrow('COOKIE_SECRET', 'kekse'),
  expiresIn: config.get('JWT_EXPIRES', '15m'),
});
