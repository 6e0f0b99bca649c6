import { Controller, Get, Post, UseGuards } from '@nestjs/common';
import { JwtGuard } from './jwt.guard';

@Controller('auth')
export class AuthController {
  @UseGuards(JwtGuard)
  @Get('me')
  me(): void {}

  @Post('login')
  login(): void {}
}
