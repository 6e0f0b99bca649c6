import { JwtModule } from '@nestjs/jwt';

export const imports = [JwtModule.register({ secret: 'correct horse' })];
export class JwtStrategy {
  constructor() {
    this.options = { secretOrKey: process.env.JWT_SECRET };
  }
  options: object;
}
