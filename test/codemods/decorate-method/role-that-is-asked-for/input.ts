import { Controller, Post } from '@nestjs/common';
import { RequireRole } from './security/access';

@Controller('auth')
export class AuthController {
  @Post('login')
  @RequireRole('owner')
  login(): void {}
}
