/*
 * Copyright 2020 The Shop Authors.
 * Licensed under the Apache License, Version 2.0.
 */
import './security/env';
import express from 'express';
