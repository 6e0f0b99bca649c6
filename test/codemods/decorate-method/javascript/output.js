import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit } from './security';

@Controller()
export class AuthController {
  @Post('login')
  @UseGuards(LoginLimit)
  login() {}
}
