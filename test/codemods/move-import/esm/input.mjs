import express from 'express';
import { secureApp } from './security';

secureApp(express());
