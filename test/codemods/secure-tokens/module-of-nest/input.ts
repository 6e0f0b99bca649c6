import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';

@Module({
  imports: [
    JwtModule.registerAsync({
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        secret: config.get('JWT_SECRET'),
        signOptions: { expiresIn: '1h' },
      }),
    }),
    JwtModule.register({ secret: process.env.JWT_SECRET, verifyOptions: { issuer: 'shop' } }),
    JwtModule.register({}),
    JwtModule.register({ privateKey, publicKey, signOptions: { algorithm: 'RS256' } }),
  ],
})
export class AuthModule {}
