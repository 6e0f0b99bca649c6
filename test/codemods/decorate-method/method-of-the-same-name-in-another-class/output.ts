import { Controller, Post, UseGuards } from '@nestjs/common';
import { LoginLimit } from './security';

@Controller('a')
export class OtherController {
  @Post('login')
  login() {}
}

@Controller('b')
export class AuthController {
  @Post('login')
  @UseGuards(LoginLimit)
  login() {}
}
