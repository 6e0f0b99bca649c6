import express from 'express';
import { secureApp } from './lib/security';

secureApp(express());
