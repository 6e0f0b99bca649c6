import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { LoginLimit } from './security';

@Controller('auth')
export class AuthController {
  @Post('login')
  @HttpCode(200) // no 201
  @UseGuards(LoginLimit)
  login(@Body() dto: LoginDto) {
    return this.auth.login(dto);
  }
}
