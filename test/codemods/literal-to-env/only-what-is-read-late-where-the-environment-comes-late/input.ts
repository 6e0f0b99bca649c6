import { JwtModule } from '@nestjs/jwt';

export const imports = [JwtModule.register({ secret: 'correct horse' })];
export class JwtStrategy {
  constructor() {
    this.options = { secretOrKey: 'correct horse' };
  }
  options: object;
}
