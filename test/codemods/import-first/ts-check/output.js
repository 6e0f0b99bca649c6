// @ts-check
import './security/env';
import express from 'express';
