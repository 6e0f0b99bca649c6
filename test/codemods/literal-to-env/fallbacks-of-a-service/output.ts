import { ConfigService } from '@nestjs/config';

export const jwt = (config: ConfigService) => ({
  secret: config.getOrThrow<string>('JWT_SECRET'),
  other: config.getOrThrow('COOKIE_SECRET'),
  expiresIn: config.get('JWT_EXPIRES', '15m'),
});
