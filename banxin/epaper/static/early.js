// Before anything is drawn: the reader's own choice of light and size.
(function () {
  'use strict';
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('banxin-theme');
    var size = Number(localStorage.getItem('banxin-size'));
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    if (size >= -1 && size <= 3) root.dataset.size = String(size);
  } catch (error) { /* a page opened from a disk may have no storage */ }
})();
