/**
 * @flow
 */
import './security/env';
import express from 'express';
