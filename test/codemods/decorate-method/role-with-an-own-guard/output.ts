import { Controller, Get, Post, UseGuards } from '@nestjs/common';
import { JwtGuard } from './jwt.guard';
import { RequireRole } from './security/access';

@Controller('auth')
export class AuthController {
  @UseGuards(JwtGuard)
  @Get('me')
  me(): void {}

  @Post('login')
  @RequireRole('admin')
  @UseGuards(JwtGuard)
  login(): void {}
}
