import { playAll } from '../play.js';
import { javaTools } from './tools.js';

playAll(javaTools, 'java');
