import { Body, Controller, HttpCode, Post } from '@nestjs/common';

@Controller('auth')
export class AuthController {
  @Post('login')
  @HttpCode(200) // no 201
  login(@Body() dto: LoginDto) {
    return this.auth.login(dto);
  }
}
