import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit, schemas, Validate } from './security';
import { RequireRole } from './security/access';

@Controller('auth')
export class AuthController {
  @Validate(schemas.postLogin)
  @Post('login')
  @RequireRole('admin')
  @UseGuards(LoginLimit)
  login(): void {}
}
