// What a reader may do on every page: light, size, zoom, keys, sharing, reading aloud, and reading without a network.
(function () {
  'use strict';
  var words = self.banxinWords || {};
  var root = document.documentElement;
  var body = document.body;
  var told = document.querySelector('.told');
  var does = {};
  var timer = 0;

  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function keep(name, value) { try { localStorage.setItem(name, value); } catch (error) { /* no storage */ } }
  function say(text) {
    if (!told) return;
    told.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(function () { told.textContent = ''; }, 4000);
  }
  all('.zoom, .reading, .theme').forEach(function (one) { one.hidden = false; });

  // Light
  var themes = ['auto', 'light', 'dark'];
  function showTheme() {
    var now = root.dataset.theme || 'auto';
    all('.theme').forEach(function (one) {
      one.title = words.theme + ' ' + words['theme_' + now];
      one.querySelector('span').textContent = one.title;
    });
  }
  does.theme = function () {
    var next = themes[(themes.indexOf(root.dataset.theme || 'auto') + 1) % themes.length];
    if (next === 'auto') delete root.dataset.theme; else root.dataset.theme = next;
    keep('banxin-theme', next);
    showTheme();
  };
  showTheme();

  // Size of text
  function resize(by) {
    var size = Math.max(-1, Math.min(3, Number(root.dataset.size || 0) + by));
    root.dataset.size = String(size);
    keep('banxin-size', String(size));
  }
  does['text-larger'] = function () { resize(1); };
  does['text-smaller'] = function () { resize(-1); };

  // The page's picture: as large as wanted; the browser takes the file that is fine enough
  var viewer = document.getElementById('viewer');
  var sheets = document.querySelector('.sheets');
  var board = document.querySelector('.board'), ban = document.querySelector('.ban_t'), bar = document.querySelector('.bar');
  var wholeButton = document.querySelector('[data-does=whole]');
  var zoom = 1, entire = false;
  // The size at which the page's whole height is in the window, below the two bars
  function wholeSize() {
    var room = innerHeight - bar.offsetHeight - ban.offsetHeight - 20;
    return Math.max(0.1, Math.min(1, room / (sheets.getBoundingClientRect().height / zoom)));
  }
  function fit() {
    // Two fingers make the page larger than it is laid out.
    var closer = self.visualViewport ? Math.max(1, visualViewport.scale) : 1;
    all('.sheet source, .sheet img').forEach(function (one) { one.sizes = Math.ceil(one.parentNode.parentNode.clientWidth * closer) + 'px'; });
  }
  function zoomTo(value, x, y) {
    if (!viewer) return;
    var before = zoom;
    zoom = Math.max(wholeSize(), Math.min(6, value));
    // On the way from small to large the page is once as wide as its place.
    if ((before < 1 && zoom > 1) || (before > 1 && zoom < 1 && !entire)) zoom = 1;
    if (wholeButton) wholeButton.setAttribute('aria-pressed', String(entire));
    var middleX = x === undefined ? viewer.clientWidth / 2 : x;
    var middleY = y === undefined ? viewer.clientHeight / 2 : y;
    var left = (viewer.scrollLeft + middleX) * zoom / before - middleX;
    var top = (viewer.scrollTop + middleY) * zoom / before - middleY;
    viewer.style.setProperty('max-height', zoom > 1 ? 'calc(100vh - 8rem)' : 'none');
    sheets.style.setProperty('--zoom', String(zoom));
    fit();
    viewer.classList.toggle('drawn', zoom > 1);
    viewer.scrollLeft = left;
    viewer.scrollTop = top;
  }
  // The first view is light; once it is there, a finer picture comes where the screen can show it.
  addEventListener('load', function () {
    var saving = navigator.connection && navigator.connection.saveData;
    var picture = document.querySelector('.sheet img');
    if (!viewer || saving || !picture) return;
    // Two and a half of its pixels to one of the page's are as fine as anybody sees: a phone needs no more.
    setTimeout(function () {
      var there = picture.getAttribute('width') / picture.clientWidth;
      if (zoom <= 1 && there < Math.min(devicePixelRatio, 2.5)) fit();
    }, 1500);
  });
  does.larger = function () { entire = false; zoomTo(zoom * 1.5); };
  does.smaller = function () { entire = false; zoomTo(zoom / 1.5); };
  // The whole page in the window; asked for once more, as wide as its place again
  does.whole = function () {
    entire = !entire;
    zoomTo(entire ? wholeSize() : 1);
    if (entire) board.scrollIntoView({ block: 'start' });
  };
  addEventListener('resize', function () { if (entire) zoomTo(wholeSize()); });
  if (viewer) {
    var held = null;
    viewer.addEventListener('pointerdown', function (event) {
      if (zoom > 1 && event.pointerType === 'mouse' && event.button === 0) {
        held = { x: event.clientX, y: event.clientY, left: viewer.scrollLeft, top: viewer.scrollTop, moved: false };
      }
    });
    addEventListener('pointermove', function (event) {
      if (!held) return;
      var x = event.clientX - held.x, y = event.clientY - held.y;
      if (Math.abs(x) + Math.abs(y) > 4) { held.moved = true; viewer.classList.add('held'); }
      viewer.scrollLeft = held.left - x;
      viewer.scrollTop = held.top - y;
    });
    addEventListener('pointerup', function () {
      viewer.classList.remove('held');
      var was = held;
      // The click that follows on a drag opens nothing; where none follows the hand is empty all the same.
      setTimeout(function () { if (held === was) held = null; }, 0);
    });
    viewer.addEventListener('click', function (event) { if (held && held.moved) event.preventDefault(); }, true);
    // A finger drawn across the page turns it
    var touched = null;
    viewer.addEventListener('touchstart', function (event) {
      var one = event.touches[0];
      touched = event.touches.length === 1 && zoom === 1 && !(self.visualViewport && visualViewport.scale > 1.05) ? [one.clientX, one.clientY] : null;
    }, { passive: true });
    viewer.addEventListener('touchend', function (event) {
      if (!touched) return;
      var x = event.changedTouches[0].clientX - touched[0], y = event.changedTouches[0].clientY - touched[1];
      touched = null;
      if (Math.abs(x) < 60 || Math.abs(y) > Math.abs(x) / 2) return;
      var link = document.querySelector(x < 0 ? 'a.nextart' : 'a.preart');
      if (link) link.click();
    }, { passive: true });
    if (self.visualViewport) visualViewport.addEventListener('resize', function () { if (visualViewport.scale > 1.3) fit(); });
    viewer.addEventListener('dragstart', function (event) { event.preventDefault(); });
    viewer.addEventListener('wheel', function (event) {
      if (!event.ctrlKey) return;
      event.preventDefault();
      var place = viewer.getBoundingClientRect();
      zoomTo(zoom * (event.deltaY < 0 ? 1.25 : 0.8), event.clientX - place.left, event.clientY - place.top);
    }, { passive: false });
  }

  // The page that lies beside this one when the paper is open
  function facing() {
    var pages = self.banxinIssue ? self.banxinIssue.pages : [];
    var here = Number(body.dataset.page) - 1;
    if (!pages[here] || !pages[here].side) return null;
    var other = pages[pages[here].side === 'right' ? here - 1 : here + 1];
    return other && other.side && other.side !== pages[here].side ? other : null;
  }
  function element(name, attributes, parent) {
    var svg = name === 'svg' || name === 'polygon' || (parent && parent.namespaceURI === 'http://www.w3.org/2000/svg');
    var made = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (parent) parent.appendChild(made);
    return made;
  }
  does.spread = function (button) {
    var open = document.querySelector('.sheet.facing');
    var other = facing();
    if (open) open.remove();
    else if (other) {
      var page = other;
      var sheet = element('div', { 'class': 'sheet facing' });
      var sizes = (sheets.clientWidth / 2 | 0) + 'px';
      var picture = element('picture', {}, sheet);
      element('source', { type: 'image/webp', sizes: sizes, srcset: page.webp }, picture);
      element('img', { src: page.picture, sizes: sizes, srcset: page.jpeg, width: page.width, height: page.height, alt: page.title }, picture);
      var zones = element('svg', { 'class': 'zones', viewBox: '0 0 ' + page.width + ' ' + page.height, role: 'group', 'aria-label': page.title }, sheet);
      page.zones.forEach(function (zone) {
        var link = element('a', { href: zone[0], 'aria-label': zone[1] }, zones);
        element('polygon', { points: zone[2] }, link);
      });
      if (other.side === 'right') sheets.appendChild(sheet); else sheets.insertBefore(sheet, sheets.firstChild);
    }
    var shown = Boolean(document.querySelector('.sheet.facing'));
    body.classList.toggle('spread-open', shown);
    button.setAttribute('aria-pressed', String(shown));
    keep('banxin-spread', shown ? '1' : '');
    zoomTo(1);
  };
  addEventListener('DOMContentLoaded', function () {
    var button = document.querySelector('[data-does=spread]');
    if (!button) return;
    if (!facing()) { button.hidden = true; return; }
    var wanted = '';
    try { wanted = localStorage.getItem('banxin-spread'); } catch (error) { /* no storage */ }
    if (wanted && matchMedia('(min-width: 60rem)').matches) does.spread(button);
  });

  // Articles printed in vertical lines stand so on wide screens, and on any when asked
  var vertical = document.querySelector('[data-does=vertical]');
  function stand(upright) {
    body.classList.toggle('vertical', upright);
    if (vertical) vertical.setAttribute('aria-pressed', String(upright));
    var text = document.querySelector('founder-content');
    if (upright && text) text.tabIndex = 0; else if (text) text.removeAttribute('tabindex');
  }
  does.vertical = function () { stand(!body.classList.contains('vertical')); };
  if (vertical && matchMedia('(min-width: 48rem)').matches) stand(true);

  does.print = function () { print(); };
  does.share = function () {
    var link = document.querySelector('link[rel=canonical]');
    var url = link ? link.href : location.href.split('#')[0];
    if (navigator.share) { navigator.share({ title: document.title, url: url }).catch(function () {}); return; }
    var copied = navigator.clipboard ? navigator.clipboard.writeText(url) : Promise.reject();
    copied.then(function () { say(words.copied); }, function () { prompt(words.share, url); });
  };

  // Reading aloud, a paragraph at a time
  var queue = [], at = 0, speaking = false;
  function mark(one) {
    all('.speaking').forEach(function (other) { other.classList.remove('speaking'); });
    if (one) { one.classList.add('speaking'); one.scrollIntoView({ block: 'center' }); }
  }
  function showReading() {
    var button = document.querySelector('[data-does=read]'), stop = document.querySelector('[data-does=stop]');
    if (!button) return;
    var paused = speaking && speechSynthesis.paused;
    button.textContent = speaking ? (paused ? words.resume : words.pause) : words.read;
    button.setAttribute('aria-pressed', String(speaking && !paused));
    stop.hidden = !speaking;
  }
  function finish() {
    speaking = false;
    mark(null);
    showReading();
  }
  function next() {
    if (!speaking || at >= queue.length) { finish(); return; }
    var one = queue[at++], mine = queue;
    var copy = one.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll('rt'), function (reading) { reading.remove(); });
    var utterance = new SpeechSynthesisUtterance(copy.textContent);
    utterance.lang = root.lang;
    var voice = speechSynthesis.getVoices().filter(function (voice) { return voice.lang.replace('_', '-').indexOf('zh') === 0; })[0];
    if (voice) utterance.voice = voice;
    // What was stopped may say so late, when another reading has begun.
    utterance.onend = function () { if (queue === mine) next(); };
    utterance.onerror = function (event) { if (queue !== mine) return; if (event.error !== 'interrupted' && event.error !== 'canceled') say(words.no_voice); finish(); };
    mark(one);
    speechSynthesis.speak(utterance);
  }
  does.read = function () {
    if (!self.speechSynthesis) { say(words.no_voice); return; }
    if (speaking) {
      if (speechSynthesis.paused) speechSynthesis.resume(); else speechSynthesis.pause();
      setTimeout(showReading, 50);
      return;
    }
    queue = all('#PreTitle, #Title, #SubTitle, .sec founder-author, #ozoom p, #ozoom figcaption').filter(function (one) {
      return !one.hidden && one.textContent.trim();
    });
    queue.sort(function (one, other) { return order(one) - order(other); });
    at = 0;
    speaking = true;
    speechSynthesis.cancel();
    next();
    showReading();
  };
  // The kicker is read before the headline, as it is printed
  function order(one) { return one.id === 'PreTitle' ? -1 : 0; }
  does.stop = function () { speechSynthesis.cancel(); finish(); };
  addEventListener('pagehide', function () { if (self.speechSynthesis) speechSynthesis.cancel(); });

  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-does]') : null;
    if (button && does[button.dataset.does]) does[button.dataset.does](button);
  });

  // Keys: arrows turn pages and articles, Escape goes up to the page, / searches, + - 0 zoom
  addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (/^Arrow/.test(event.key) && (zoom > 1 || body.classList.contains('vertical')) && event.target.closest('#viewer, founder-content')) return;
    var key = event.key === '=' ? '+' : event.key;
    var one = all('[data-key]').filter(function (other) { return other.dataset.key === key; })[0];
    if (!one) return;
    event.preventDefault();
    one.click();
  });

  // The issue is kept for reading without a network, and can be installed
  if (/^https?:$/.test(location.protocol)) {
    var link = document.createElement('link');
    link.rel = 'manifest';
    link.href = body.dataset.root + 'manifest.webmanifest';
    document.head.appendChild(link);
    if (navigator.serviceWorker) {
      navigator.serviceWorker.register(body.dataset.root + 'sw.js').then(function () { return navigator.serviceWorker.ready; }).then(function (ready) {
        // PDFs are heavy: who pays for every byte fetches those that he wants.
        var net = navigator.connection || {}, light = Boolean(net.saveData || net.type === 'cellular');
        if (body.dataset.issue && ready.active) ready.active.postMessage({ keep: new URL('kept.json', location.href).href, light: light });
      }).catch(function () {});
      navigator.serviceWorker.addEventListener('message', function (event) {
        if (event.data && event.data.kept) { root.dataset.kept = event.data.kept; }
      });
    }
  }
})();
