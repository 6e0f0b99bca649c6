import { Controller, Post, UseGuards } from '@nestjs/common';
import { Validate, schemas } from './security';

@Controller()
export class AuthController {
  /** Logs in. */
  @Validate(schemas.postLogin)
  @UseGuards(JwtGuard)
  @Post('login')
  login() {}
}
