import { Controller, Post } from '@nestjs/common';
import { LoginLimit } from './limits';

@Controller()
export class AuthController {
  @Post('login')
  login() {
    return new LoginLimit();
  }
}
