"use strict";
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  var articles = Array.prototype.slice.call(document.querySelectorAll("article.sentence"));
  var sections = Array.prototype.slice.call(document.querySelectorAll("section.part"));
  var buttons = Array.prototype.slice.call(document.querySelectorAll("[data-filter]"));
  var input = document.getElementById("words");
  var count = document.getElementById("shown");
  var state = "all";
  function apply() {
    var words = input.value.trim().normalize("NFKC").toLowerCase();
    var shown = 0;
    articles.forEach(function (article) {
      var text = article.textContent.normalize("NFKC").toLowerCase();
      var fits = (state === "all" || article.dataset.state === state) && (!words || text.indexOf(words) >= 0);
      article.hidden = !fits;
      if (fits) { shown += 1; }
    });
    sections.forEach(function (section) {
      section.hidden = (state !== "all" || words !== "") && !section.querySelector("article.sentence:not([hidden])");
    });
    count.textContent = shown + "件を表示";
  }
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      state = button.dataset.filter;
      buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      apply();
    });
  });
  input.addEventListener("input", apply);
  window.addEventListener("hashchange", function () {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) { state = "all"; input.value = ""; buttons.forEach(function (b) { b.setAttribute("aria-pressed", String(b.dataset.filter === "all")); }); apply(); target.scrollIntoView(); }
  });
  apply();
})();
