import './security/env.js';
import express from 'express';
