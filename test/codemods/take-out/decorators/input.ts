import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit, Validate, schemas } from './security';

@Controller('auth')
export class AuthController {
  @Post('login')
  @Validate(schemas.postLogin)
  @UseGuards(LoginLimit)
  login() {}
}
