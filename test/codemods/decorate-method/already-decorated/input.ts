import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit } from './security';

@Controller()
export class AuthController {
  @UseGuards(LoginLimit)
  @Post('login')
  login() {}
}
