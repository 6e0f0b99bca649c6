import { Controller, Post, UseGuards as Guard } from '@nestjs/common';
import { LoginLimit as Limit } from './security';

@Controller()
export class AuthController {
  @Guard(JwtGuard, Limit)
  @Post('login')
  login() {}
}
