import { render } from 'preact';
import { App } from './app.js';
import './style.css';
import './self/self.css';

render(<App />, document.getElementById('app')!);
