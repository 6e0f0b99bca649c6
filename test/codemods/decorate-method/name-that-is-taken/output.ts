import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit } from './limits';
import { LoginLimit as secureLoginLimit } from './security';

@Controller()
export class AuthController {
  @Post('login')
  @UseGuards(secureLoginLimit)
  login() {
    return new LoginLimit();
  }
}
