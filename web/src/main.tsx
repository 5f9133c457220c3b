import { App } from './app/App.tsx';
import { mount } from './ui/mount.tsx';
import './styles/base.css';
import './styles/parts.css';

mount(App);
