// Any phrase in all issues: the index tells in which issues all its pairs of characters occur, their texts tell where.
(function () {
  'use strict';
  var words = self.banxinWords || {};
  var PARTS = 64, LIMIT = 30;
  var banxin = self.banxin = { parts: {}, texts: {} };
  banxin.part = function (name, entries) { banxin.parts[name] = entries; };
  banxin.text = function (date, articles) { banxin.texts[date] = articles; };

  // As finding.py folds: widths and cases alike, blanks left out; with the place of each character in the text.
  function folded(text) {
    var plain = [], places = [], place = 0;
    Array.from(text).forEach(function (one) {
      if (!/\s/u.test(one)) Array.from(one.normalize('NFKC').toLowerCase()).forEach(function (other) { plain.push(other); places.push(place); });
      place += one.length;
    });
    return { text: plain.join(''), plain: plain, places: places, end: place };
  }
  function partOf(pair) { return (pair[0].codePointAt(0) * 31 + pair[1].codePointAt(0)) % PARTS; }
  function dayCode(date) {
    var day = Math.round((Date.UTC(+date.slice(0, 4), +date.slice(5, 7) - 1, +date.slice(8)) - Date.UTC(+date.slice(0, 4), 0, 1)) / 864e5) + 1;
    return (day < 36 ? '0' : '') + day.toString(36);
  }
  function load(src, there) {
    return there() ? Promise.resolve() : new Promise(function (resolve) {
      var script = document.createElement('script');
      script.src = src;
      script.onload = script.onerror = resolve;
      document.head.appendChild(script);
    });
  }

  // The issues of a year in which all pairs of all terms occur
  function candidates(year, dates, terms) {
    var pairs = [];
    terms.forEach(function (term) {
      for (var at = 0; at + 1 < term.plain.length; at++) pairs.push([term.plain[at], term.plain[at + 1]]);
    });
    if (!pairs.length || only) return Promise.resolve(dates);
    var parts = {};
    pairs.forEach(function (pair) { parts[partOf(pair)] = true; });
    return Promise.all(Object.keys(parts).map(function (part) {
      var name = year + '/' + part;
      return load('search/' + name + '.js', function () { return banxin.parts[name]; });
    })).then(function () {
      return dates.filter(function (date) {
        var code = dayCode(date);
        return pairs.every(function (pair) {
          var part = banxin.parts[year + '/' + partOf(pair)];
          if (!part) return true; // without a network nobody knows: the texts that are there tell
          var codes = part[pair.join('')] || '';
          for (var at = 0; at < codes.length; at += 2) if (codes.substr(at, 2) === code) return true;
          return false;
        });
      });
    });
  }

  function look(date, terms) {
    var folder = 'html/' + date.slice(0, 7) + '/' + date.slice(8) + '/';
    return load(folder + 'text.js', function () { return banxin.texts[date]; }).then(function () {
      var found = [];
      (banxin.texts[date] || []).forEach(function (article) {
        // Texts follow each other: a phrase is found over their ends, too.
        var whole = article[3].join('\n'), fields = [folded(article[1]), folded(whole)];
        var hits = terms.map(function (term) {
          for (var at = 0; at < fields.length; at++) { var place = fields[at].text.indexOf(term.text); if (place >= 0) return [at, place]; }
          return null;
        });
        if (hits.some(function (hit) { return !hit; })) return;
        // What is no article is shown elsewhere: an advertisement by itself, an ear or a filler on its page.
        var url = folder + (article[4] || 'content_' + article[0] + '.htm');
        found.push({ date: date, url: url.indexOf('#') < 0 ? url + '#find=' + encodeURIComponent(phrase) : url, title: article[1], page: article[2], text: whole,
          weight: hits.reduce(function (sum, hit) { return sum + (hit[0] === 0 ? 10 : 1); }, 0) });
      });
      return found.sort(function (one, other) { return other.weight - one.weight; });
    });
  }

  // A stretch of text with what was found in it marked; never as markup
  function marked(parent, text, terms, around) {
    var plain = folded(text), spans = [];
    terms.forEach(function (term) {
      for (var at = plain.text.indexOf(term.text); at >= 0; at = plain.text.indexOf(term.text, at + 1)) {
        var first = Array.from(plain.text.slice(0, at)).length;
        spans.push([plain.places[first], first + term.plain.length < plain.places.length ? plain.places[first + term.plain.length] : plain.end]);
      }
    });
    spans.sort(function (one, other) { return one[0] - other[0]; });
    var from = around && spans.length ? Math.max(0, spans[0][0] - around) : 0;
    var to = around ? Math.min(text.length, from + 4 * around) : text.length;
    if (from > 0) parent.append('…');
    var at = from;
    spans.forEach(function (span) {
      if (span[0] < at || span[1] > to) return;
      parent.append(text.slice(at, span[0]));
      var mark = document.createElement('mark');
      mark.textContent = text.slice(span[0], span[1]);
      parent.append(mark);
      at = span[1];
    });
    parent.append(text.slice(at, to));
    if (to < text.length) parent.append('…');
  }

  var list = document.querySelector('.results'), told = document.querySelector('.told'), further = document.querySelector('.further');
  function show(result, terms) {
    var item = document.createElement('li'), link = document.createElement('a'), where = document.createElement('p'), snippet = document.createElement('p');
    link.href = result.url;
    marked(link, result.title, terms, 0);
    where.className = 'where';
    where.textContent = result.date + ' ' + result.page;
    var plain = folded(result.text).text;
    if (terms.some(function (term) { return plain.indexOf(term.text) >= 0; })) marked(snippet, result.text, terms, 30);
    item.append(link, where, snippet);
    list.append(item);
  }

  var form = document.querySelector('.ask'), asked = new URLSearchParams(location.search);
  var only = asked.get('issue') || '', phrase = (asked.get('q') || '').trim();
  var issues = (self.banxinIssues || []).slice().reverse();
  form.q.value = phrase;
  var one = document.querySelector('.ask .one');
  var here = issues.indexOf(only) >= 0 ? only : issues[0];
  if (here) {
    one.hidden = false;
    one.querySelector('input').value = here;
    one.querySelector('input').checked = only === here;
    one.querySelector('span').textContent = words.this_issue + ' ' + here;
  }
  if (!phrase) { form.q.focus(); return; }
  var terms = phrase.split(/\s+/u).map(folded).filter(function (term) { return term.text; });
  var dates = issues.filter(function (date) { return !only || date === only; });
  var years = [];
  dates.forEach(function (date) { var year = date.slice(0, 4); if (years.indexOf(year) < 0) years.push(year); });
  told.textContent = words.searching;

  var pending = [], count = 0, shown = 0;
  function step() {
    if (shown >= LIMIT) { further.hidden = false; finish(); return; }
    if (pending.length) {
      look(pending.shift(), terms).then(function (found) {
        found.forEach(function (result) { show(result, terms); count++; shown++; });
        step();
      });
    } else if (years.length) {
      var year = years.shift();
      candidates(year, dates.filter(function (date) { return date.slice(0, 4) === year; }), terms).then(function (few) { pending = few; step(); });
    } else { finish(); }
  }
  function finish() {
    told.textContent = count ? words.found.replace('{count}', String(count)) : words.found_none.replace('{phrase}', phrase);
    document.documentElement.dataset.searched = '1';
  }
  further.addEventListener('click', function () { further.hidden = true; shown = 0; step(); });
  step();
})();
