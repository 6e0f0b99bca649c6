import { Controller, Post, UseGuards } from '@nestjs/common';

@Controller()
export class AuthController {
  /** Logs in. */
  @UseGuards(JwtGuard)
  @Post('login')
  login() {}
}
