import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit, schemas, Validate } from './security';

@Controller('auth')
export class AuthController {
  @Validate(schemas.postLogin)
  @Post('login')
  @UseGuards(LoginLimit)
  login(): void {}
}
